package run.leger.setec;

import java.net.URI;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import run.leger.testkit.FakeSetec;

/** The model against the fake. */
final class FakeSetecModelProperties extends SetecModelSuite {
    @SuppressWarnings("NullAway.Init") // jqwik sets it up first
    private static FakeSetec fake;

    @BeforeContainer
    static void start() {
        fake = FakeSetec.start();
    }

    @AfterContainer
    static void stop() {
        fake.close();
    }

    @Override
    protected URI address() {
        return fake.address();
    }
}
