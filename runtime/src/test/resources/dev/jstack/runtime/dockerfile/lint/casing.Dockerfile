FROM a as b
from c AS d
env a=b
