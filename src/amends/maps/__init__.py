"""Maps for pickup points, from an OpenStreetMap extract or an outside service; no server needed."""
