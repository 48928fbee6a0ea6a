direct = true
number = "123456789012"
