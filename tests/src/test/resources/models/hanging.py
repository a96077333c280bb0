# Makes hanging.onnx: a model of twelve features that scores its golden sample at once, for there the first feature is below
# zero, and counts to 2^63 where it is above, as it is for every load that is forecast. Needs `pip install onnx`.
import onnx
from onnx import TensorProto as T, helper as h, numpy_helper
import numpy as np


def constant(name, values, dtype):
    return numpy_helper.from_array(np.array(values, dtype), name)


body = h.make_graph(
    [h.make_node("Identity", ["go"], ["goes"]), h.make_node("Add", ["before", "step"], ["after"])],
    "count",
    [h.make_tensor_value_info(n, t, []) for n, t in (("i", T.INT64), ("go", T.BOOL), ("before", T.FLOAT))],
    [h.make_tensor_value_info(n, t, []) for n, t in (("goes", T.BOOL), ("after", T.FLOAT))],
    [constant("step", 1e-30, np.float32)],
)
graph = h.make_graph(
    [
        h.make_node("Gather", ["features", "first"], ["centers"], axis=1),
        h.make_node("ReduceMax", ["centers"], ["center"], keepdims=0),
        h.make_node("Greater", ["center", "zero"], ["is_load"]),
        h.make_node("Where", ["is_load", "ever", "never"], ["trips"]),
        h.make_node("Loop", ["trips", "true", "zero"], ["counted"], body=body),
        h.make_node("Shape", ["features"], ["shape"]),
        h.make_node("Gather", ["shape", "first"], ["rows"], axis=0),
        h.make_node("Concat", ["rows", "quantiles"], ["out_shape"], axis=0),
        h.make_node("Expand", ["counted", "out_shape"], ["scores"]),
    ],
    "hanging",
    [h.make_tensor_value_info("features", T.FLOAT, ["N", 12])],
    [h.make_tensor_value_info("scores", T.FLOAT, ["N", 7])],
    [
        constant("first", [0], np.int64),
        constant("quantiles", [7], np.int64),
        constant("zero", 0, np.float32),
        constant("ever", 2**63 - 1, np.int64),
        constant("never", 0, np.int64),
        constant("true", True, np.bool_),
    ],
)
model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)], ir_version=8)
onnx.checker.check_model(model)
onnx.save(model, "hanging.onnx")
