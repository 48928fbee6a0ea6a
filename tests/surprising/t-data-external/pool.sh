#!/bin/bash
echo '{"namespace":"shop"}'
