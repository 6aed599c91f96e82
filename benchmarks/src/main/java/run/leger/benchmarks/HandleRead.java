package run.leger.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import run.leger.core.SecretBytes;
import run.leger.setec.Secret;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.SecretStore;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/** A read of a handle of a store, by JMH. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway") // JMH calls open() first
public class HandleRead {
    private Secret secret;

    /** Opens a store over a source that answers at once. */
    @Setup
    public void open() {
        SecretSource source = new SecretSource() {
            @Override
            public SecretValue get(SecretName name) {
                return new SecretValue(SecretBytes.copyOf(new byte[32]), SecretVersion.of(1));
            }

            @Override
            public String description() {
                return "a value of zeros";
            }
        };
        SecretName name = SecretName.of("bench/read");
        secret = SecretStore.builder(source)
                .declare(name)
                .open(Duration.ofSeconds(5))
                .secret(name);
    }

    /** Reads the value of the moment, by reference. */
    @Benchmark
    public SecretValue current() {
        return secret.current();
    }

    /** The same by all cores at once. */
    @Benchmark
    @Threads(Threads.MAX)
    public SecretValue currentInAllThreads() {
        return secret.current();
    }
}
