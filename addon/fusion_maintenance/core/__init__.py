"""What the addon decides, as plain Python: no ORM, no request, no clock of its own."""
from . import bands
from . import bundle
from . import change
from . import consent
from . import cycle
from . import ics
from . import minutes
from . import phone
from . import slots
from . import suggest
from . import token
from . import unit
from . import windows
from . import zone
