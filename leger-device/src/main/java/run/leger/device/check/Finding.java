package run.leger.device.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a probe says about its check. */
record Finding(Outcome outcome, String text, Map<String, String> evidence, Optional<String> remedy) {
    static Finding ok(String text) {
        return new Finding(Outcome.OK, text, Map.of(), Optional.empty());
    }

    static Finding warn(String text, String remedy) {
        return new Finding(Outcome.WARN, text, Map.of(), Optional.of(remedy));
    }

    static Finding fail(String text, String remedy) {
        return new Finding(Outcome.FAIL, text, Map.of(), Optional.of(remedy));
    }

    static Finding fail(String text, Optional<String> remedy) {
        return new Finding(Outcome.FAIL, text, Map.of(), remedy);
    }

    static Finding skip(String text) {
        return new Finding(Outcome.SKIP, text, Map.of(), Optional.empty());
    }

    Finding with(String fact, Object value) {
        Map<String, String> more = new LinkedHashMap<>(evidence);
        more.put(fact, String.valueOf(value));
        return new Finding(outcome, text, more, remedy);
    }
}
