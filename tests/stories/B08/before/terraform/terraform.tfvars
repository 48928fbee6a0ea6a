project        = "pinecrest-iot-prod"
project_number = "640182937715"
