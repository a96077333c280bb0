package io.gridcast.app.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedTokensTest {
    private final AtomicLong nowNs = new AtomicLong();
    private final FailedTokens failed = new FailedTokens(2, nowNs::get);

    @Test
    void anAddressThatGuessedTooOftenWaitsAMinute() {
        failed.failed("10.0.0.1");
        assertThatCode(() -> failed.requirePatience("10.0.0.1")).doesNotThrowAnyException();
        failed.failed("10.0.0.1");

        assertThatThrownBy(() -> failed.requirePatience("10.0.0.1"))
                .hasMessage("too many wrong tokens came from your address");
        assertThatCode(() -> failed.requirePatience("10.0.0.2")).doesNotThrowAnyException();
        nowNs.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThatCode(() -> failed.requirePatience("10.0.0.1")).doesNotThrowAnyException();
    }

    @Test
    void failuresOfAnHourAgoDoNotCount() {
        failed.failed("10.0.0.1");
        nowNs.addAndGet(Duration.ofHours(1).toNanos());
        failed.failed("10.0.0.1");

        assertThatCode(() -> failed.requirePatience("10.0.0.1")).doesNotThrowAnyException();
    }
}
