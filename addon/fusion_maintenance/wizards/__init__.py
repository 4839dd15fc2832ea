from . import call
from . import health
from . import health_database
from . import mail_preview
from . import move
from . import stop
from . import switch
