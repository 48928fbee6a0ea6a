direct = false
number = "unused"
