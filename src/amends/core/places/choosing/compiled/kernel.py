"""How the parts of the search are compiled."""

from __future__ import annotations

from typing import Any

import numba
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

_options: dict[str, Any] = {"nogil": True, "_nrt": False, "forceinline": True}

bare = numba.njit(**_options)
"""Without numba's counting of references, which took half of the time; so it makes no arrays."""


def _ahead(_, array, at):
    """``ahead(array, at)``: have the processor fetch an array's row, to be looked at soon.

    A wait for memory takes as long as the bounds of two boxes; so what may come next is fetched
    while those are computed. It changes nothing but the time.
    """

    def fetched(context, builder, signature, arguments):
        kind = signature.args[0]
        made = context.make_array(kind)(context, builder, arguments[0])
        [bytes_a_row] = cgutils.unpack_tuple(builder, made.strides)[:1]
        place = context.cast(builder, arguments[1], signature.args[1], types.intp)
        offset = builder.mul(place, bytes_a_row)
        octet = ir.IntType(8).as_pointer()
        address = builder.gep(builder.bitcast(made.data, octet), [offset])
        number = ir.IntType(32)
        prefetch = cgutils.get_or_insert_function(
            builder.module,
            ir.FunctionType(ir.VoidType(), [octet, number, number, number]),
            "llvm.prefetch.p0",
        )
        builder.call(prefetch, [address, number(0), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(array, at), fetched


ahead: Any = intrinsic(_ahead)
