from . import stop
from . import switch
