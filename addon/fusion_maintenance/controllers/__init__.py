from . import log_mask
from . import booking
from . import stop
from . import elsewhere

log_mask.install()
