package run.leger.setec;

import java.net.URI;
import java.util.List;
import java.util.Optional;
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

    @Override
    protected List<String> audit(String secret) {
        return fake.audit().stream()
                .filter(entry -> entry.secret().equals(Optional.of(secret)))
                .map(entry -> entry.action()
                        + (entry.authorized() ? "" : " denied")
                        + (entry.version().isPresent() ? " " + entry.version().getAsLong() : ""))
                .toList();
    }
}
