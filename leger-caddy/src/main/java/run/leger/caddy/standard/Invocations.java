package run.leger.caddy.standard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Report;

/** Which named routes are invoked. Caddy looks only for those that a site reaches. */
final class Invocations {
    private final List<Directive> bySites = new ArrayList<>();
    private final Map<String, List<Directive>> byRoutes = new HashMap<>();

    /** Takes the {@code invoke} directives of sites. */
    Consumer<Directive> ofSite() {
        return bySites::add;
    }

    /** Takes the {@code invoke} directives of a named route. */
    Consumer<Directive> ofRoute(String name) {
        List<Directive> own = byRoutes.computeIfAbsent(name, any -> new ArrayList<>());
        return own::add;
    }

    void check(Report report) {
        Set<String> seen = new HashSet<>();
        Deque<Directive> left = new ArrayDeque<>(bySites);
        while (!left.isEmpty()) {
            Directive invoke = left.pop();
            String name = invoke.arguments().stream()
                    .findFirst()
                    .flatMap(argument -> argument.token())
                    .orElse("");
            List<Directive> inner = byRoutes.get(name);
            if (inner == null && !name.isEmpty()) {
                report.error(invoke, "cannot invoke named route '" + name + "', which was not defined");
            } else if (inner != null && seen.add(name)) {
                inner.forEach(left::push);
            }
        }
    }
}
