# What the expressions of expressions.txt may name.

variable "given" {
  type = string
}

variable "flag" {
  type = bool
}

variable "name" {
  default = "shop"
}

variable "key" {
  default = "one"
}

variable "number" {
  default = 42
}

variable "float" {
  default = 1.50
}

variable "set_size" {
  default = "2"
}

variable "nothing" {
  type    = string
  default = null
}

variable "list" {
  type    = list(string)
  default = ["b", "a", "b"]
}

variable "set" {
  type    = set(string)
  default = ["b", "a", "b"]
}

variable "map" {
  type    = map(string)
  default = { one = 1, two = "2" }
}

variable "object" {
  type = object({
    inner = object({ list = list(string), flag = optional(bool, true) })
    more  = optional(map(string), {})
    none  = optional(string)
  })
  default = { inner = { list = ["x", "y"] }, dropped = 1 }
}

variable "objects" {
  type = list(object({
    name = string
    tags = optional(list(string), ["t"])
  }))
  default = [{ name = "one", tags = ["p", "q"] }, { name = "two" }]
}

variable "nested" {
  default = [{ inner = [{ x = 1 }, { x = 2 }] }, { inner = [{ x = 3 }] }]
}
