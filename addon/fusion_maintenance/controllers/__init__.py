from . import log_mask
from . import new_link
from . import booking
from . import change
from . import more
from . import call
from . import stop
from . import elsewhere

log_mask.install()
