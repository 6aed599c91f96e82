package run.leger.setec;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.SetecRule;

/** The wire over the fake. */
final class FakeSetecWireTest extends SetecWireSuite {
    private static FakeSetec fake;

    @BeforeAll
    static void start() {
        fake = FakeSetec.builder()
                .identity("none")
                .identity("ci", SetecRule.of("*", "get"))
                .unidentified("fail")
                .start();
    }

    @AfterAll
    static void stop() {
        fake.close();
    }

    @Override
    protected URI address(String identity) {
        return fake.address(identity);
    }
}
