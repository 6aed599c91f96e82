package run.leger.resolved;

import java.util.Objects;

/**
 * A file with its name.
 *
 * @param name what messages call it, such as its path
 * @param conf what stands in it
 */
public record ConfFile(String name, ResolvedConf conf) {
    /** Checks for null. */
    public ConfFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(conf, "conf");
    }
}
