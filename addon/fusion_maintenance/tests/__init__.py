from . import test_booking
from . import test_delivery
from . import test_delivery_return
from . import test_omission
