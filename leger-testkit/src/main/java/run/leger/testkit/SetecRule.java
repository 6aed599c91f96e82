package run.leger.testkit;

import java.util.List;
import java.util.Set;

/**
 * An access rule of a {@link FakeSetec}: what the tailnet policy has under {@code tailscale.com/cap/secrets}. Rules only add.
 *
 * @param actions words among {@code get}, {@code info}, {@code put}, {@code create-version}, {@code activate} and {@code delete}; others
 *     are ignored
 * @param secrets patterns for the whole name, in which {@code *} stands for anything or nothing
 */
public record SetecRule(Set<String> actions, List<String> secrets) {
    /** Copies both. */
    public SetecRule {
        actions = Set.copyOf(actions);
        secrets = List.copyOf(secrets);
    }

    /**
     * Returns the rule that allows everything.
     *
     * @return all six actions on {@code *}
     */
    public static SetecRule all() {
        return new SetecRule(Set.of("get", "info", "put", "create-version", "activate", "delete"), List.of("*"));
    }

    /**
     * Returns a rule for one pattern.
     *
     * @param secret the pattern
     * @param actions what it allows
     * @return the rule
     */
    public static SetecRule of(String secret, String... actions) {
        return new SetecRule(Set.of(actions), List.of(secret));
    }

    boolean allows(String action, String name) {
        return actions.contains(action) && secrets.stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** Greedy matching with one step back to the last star, which is enough for a pattern of stars and text. */
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int star = -1;
        int restart = 0;
        for (int n = 0; n < name.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                restart = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++restart;
            } else {
                return false;
            }
        }
        return pattern.chars().skip(p).allMatch(c -> c == '*');
    }
}
