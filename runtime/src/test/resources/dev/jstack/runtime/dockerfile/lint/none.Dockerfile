# check=skip=all
from x as Y
MAINTAINER me
