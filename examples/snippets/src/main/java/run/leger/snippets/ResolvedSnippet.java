package run.leger.snippets;

import java.nio.file.Path;
import run.leger.resolved.Finding;
import run.leger.resolved.MagicDnsCheck;
import run.leger.resolved.ResolvedConf;
import run.leger.resolved.ResolvedDropIn;

final class ResolvedSnippet {
    private ResolvedSnippet() {}

    static void run(Path file) {
        // snippet: resolved
        ResolvedConf conf = ResolvedConf.legerTemplate();
        for (Finding finding : MagicDnsCheck.check(conf)) {
            System.out.println("line " + finding.line() + ": " + finding.message());
        }
        new ResolvedDropIn(file).install(conf);
        // end
    }
}
