package run.leger.setec.bind;

import java.util.List;
import run.leger.setec.SecretName;

/**
 * Which secrets a type is bound to: what to declare to a store.
 *
 * @param required those without which binding fails, in the order of the members, each once
 * @param optional those that are only wanted as {@link java.util.Optional}
 */
public record BoundNames(List<SecretName> required, List<SecretName> optional) {
    /** Copies both. */
    public BoundNames {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }
}
