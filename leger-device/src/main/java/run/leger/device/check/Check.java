package run.leger.device.check;

import java.util.Set;
import java.util.function.Function;

/**
 * One node of the graph.
 *
 * @param id which check
 * @param grounds what must have gone well before; otherwise this one is skipped
 * @param after what must only be over before
 * @param probe finds out
 */
record Check(CheckId id, Set<CheckId> grounds, Set<CheckId> after, Function<CheckContext, Finding> probe) {
    static Check of(CheckId id, Function<CheckContext, Finding> probe, CheckId... grounds) {
        return new Check(id, Set.of(grounds), Set.of(), probe);
    }

    Check after(CheckId other) {
        return new Check(id, grounds, Set.of(other), probe);
    }
}
