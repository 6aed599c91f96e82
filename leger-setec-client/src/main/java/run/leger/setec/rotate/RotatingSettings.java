package run.leger.setec.rotate;

import java.time.Duration;
import run.leger.core.Retry;
import run.leger.setec.Secret;

/** What a {@link RotatingBuilder} was told. */
record RotatingSettings<T>(
        Secret secret,
        Build<? extends T> build,
        Check<? super T> check,
        Close<? super T> close,
        Retry retry,
        Duration grace,
        Duration force,
        Duration closeWait,
        Duration patience,
        Duration refreshInterval,
        Meter meter,
        RotateThreads threads) {}
