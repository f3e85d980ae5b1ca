"""Everything that writes about places: boundaries, address points, numbers of residents. All or nothing each time."""

from civic.places.services.addresses import AddressOrder, AddressReport, import_addresses
from civic.places.services.boundaries import Imported, Order, import_areas
from civic.places.services.population import set_populations

__all__ = [
    "AddressOrder",
    "AddressReport",
    "Imported",
    "Order",
    "import_addresses",
    "import_areas",
    "set_populations",
]
