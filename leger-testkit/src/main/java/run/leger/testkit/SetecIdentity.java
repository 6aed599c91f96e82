package run.leger.testkit;

import java.util.List;

/** A caller of a fake Setec: what it may do, or that the server cannot tell who it is. */
record SetecIdentity(boolean known, List<SetecRule> rules) {
    SetecIdentity {
        rules = List.copyOf(rules);
    }

    boolean allows(String action, String name) {
        return rules.stream().anyMatch(rule -> rule.allows(action, name));
    }
}
