from . import call
from . import health
from . import mail_preview
from . import move
from . import stop
from . import switch
