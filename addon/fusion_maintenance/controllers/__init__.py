from . import log_mask
from . import booking
from . import change
from . import stop
from . import elsewhere

log_mask.install()
