from . import call
from . import health
from . import move
from . import stop
from . import switch
