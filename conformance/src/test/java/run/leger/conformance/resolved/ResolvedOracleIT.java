package run.leger.conformance.resolved;

import java.nio.file.Path;
import run.leger.conformance.lab.Resolved;
import run.leger.resolved.ResolvedOracleSuite;

/** The suite against the real systemd-resolved, a daemon for each tree of files. */
class ResolvedOracleIT extends ResolvedOracleSuite {
    @Override
    protected Answer ask(Path tree, String script) {
        Resolved seen = Resolved.on(tree, "sh", "-c", script);
        return new Answer(seen.status(), seen.warnings());
    }
}
