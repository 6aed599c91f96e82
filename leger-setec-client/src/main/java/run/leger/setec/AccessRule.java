package run.leger.setec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.internal.JsonOut;

/** Writes the rule that would allow something, for remedies. */
final class AccessRule {
    private AccessRule() {}

    static String json(String action, List<SecretName> names) {
        return new String(
                JsonOut.object(fields -> fields.field("action", List.of(action))
                        .field("secret", names.stream().map(SecretName::text).toList())),
                StandardCharsets.UTF_8);
    }

    static String remedy(String action, List<SecretName> names) {
        return "add this rule to a grant for this caller under \"app\", \"tailscale.com/cap/secrets\" in the tailnet policy: "
                + json(action, names);
    }
}
