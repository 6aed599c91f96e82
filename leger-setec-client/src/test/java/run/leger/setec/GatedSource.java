package run.leger.setec;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import run.leger.core.CallInterruptedException;

/** A server behind a gate: calls that were made wait until it opens. */
final class GatedSource extends SourceOver {
    final AtomicInteger requests = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch arrived = new CountDownLatch(0);
    /** Whether an interrupt is ignored, as by a bad source. */
    volatile boolean deaf;
    /** Which secrets are behind the gate. */
    volatile Predicate<SecretName> gated = name -> true;

    GatedSource(SetecClient setec) {
        super(setec);
    }

    void shut(int expected) {
        gate = new CountDownLatch(1);
        arrived = new CountDownLatch(expected);
    }

    void open() {
        gate.countDown();
    }

    /** Waits until as many calls as were expected stand at the gate. */
    void awaitArrivals() throws InterruptedException {
        arrived.await();
    }

    private void pass(SecretName name) {
        requests.incrementAndGet();
        if (!gated.test(name)) {
            return;
        }
        CountDownLatch mine = gate;
        arrived.countDown();
        for (; ; ) {
            try {
                mine.await();
                return;
            } catch (InterruptedException e) {
                if (!deaf) {
                    Thread.currentThread().interrupt();
                    throw new CallInterruptedException("at the gate", null, e);
                }
            }
        }
    }

    @Override
    public SecretValue get(SecretName name) {
        SecretValue value = super.get(name);
        pass(name);
        return value;
    }

    @Override
    public Refresh getIfChanged(SecretName name, SecretVersion held) {
        Refresh answer = super.getIfChanged(name, held);
        pass(name);
        return answer;
    }

    @Override
    public SecretValue getVersion(SecretName name, SecretVersion version) {
        SecretValue value = super.getVersion(name, version);
        pass(name);
        return value;
    }
}
