package run.leger.tailscale;

import java.util.List;
import run.leger.core.LegerException;

/** The daemon accepted a change of settings, but does not know some of the settings, and left them alone: it is too old for them. */
public final class EditIgnoredException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> ignored;

    EditIgnoredException(List<String> ignored, String version) {
        super(
                "tailscaled " + version + " does not know these settings and left them alone: "
                        + String.join(", ", ignored) + "; others in the same edit were applied",
                "update tailscaled",
                null);
        this.ignored = List.copyOf(ignored);
    }

    /**
     * Returns what was ignored.
     *
     * @return the names of the settings, as the daemon would write them
     */
    public List<String> ignored() {
        return ignored;
    }
}
