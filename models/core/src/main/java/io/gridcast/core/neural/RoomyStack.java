package io.gridcast.core.neural;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Runs native code that needs more stack than Java threads have: ONNX Runtime 1.29 overflows one megabyte when it starts. */
final class RoomyStack {
    private static final long STACK_BYTES = 16L << 20;

    private RoomyStack() {}

    /** What {@code work} gives, or throws, in a thread of its own; waits for it. */
    static <T> T call(Supplier<T> work) {
        var result = new CompletableFuture<T>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "load-onnx",
                STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            if (e.getCause() instanceof Error failed) {
                throw failed;
            }
            throw e;
        }
    }
}
