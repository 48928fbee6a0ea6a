direct = false
number = ""
