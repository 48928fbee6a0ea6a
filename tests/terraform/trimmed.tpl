a 

   %{~ if true ~}   

   b  
  %{~ endif ~}  
 c ${~ "x" ~}  

  d
env:
%{ for e in all ~}
  - name: ${e}
    value: x
%{ endfor ~}
%{ if on ~}

  y
%{ endif }
z