package run.leger.cli;

import org.apache.commons.cli.Option;

/** The help text. */
final class Help {
    private static final String COMMANDS = """
            usage: leger [options] COMMAND

            init                        verify this device: eight checks
            doctor                      all checks, with what publishing needs
            status                      this device and its tailnet
            whois ADDR                  who is behind an address, IP or IP:port
            cert NAME                   write a certificate and its key to --out (.)
            publish [SERVICE...]        serve the services of this device through Caddy
            secrets list                the secrets that this device may see
            secrets get NAME            write a secret's bytes to standard output
            secrets put NAME            make a version from standard input; says its number
            secrets create-version NAME N   the same under a number of your choice, active at once
            secrets info NAME           a secret's versions
            secrets keyring NAME        each version, and whether it can be read
            secrets activate NAME N     make a version the active one
            secrets delete NAME [N]     delete a secret, or one version; asks for a token or --yes
            secrets delete-version NAME N   delete one version
            secrets prune NAME --keep N     delete old versions, never the active one
            secrets diff PREFIX PREFIX  compare values without showing them; 1 where they differ
            secrets copy PREFIX PREFIX  make the second as the first, and activate
            secrets export [NAME...]    secrets as a file of variables or JSON
            secrets run -- CMD...       a program with secrets in its environment
            caddy render [SERVICE...]   the Caddyfile that publish would write
            caddy deploy FILE|-         load it into Caddy, and write it to --out (/etc/caddy)
            caddy fmt FILE|-            format a Caddyfile as caddy fmt does
            caddy check FILE|-          what Caddy would refuse in it and in its imports
            caddy normalize FILE|-      through the typed model and back
            caddy parse FILE|-          the tree of a Caddyfile as JSON, or its mistakes
            resolved check [FILE|-...]  what systemd-resolved ignores and what fights MagicDNS
            resolved effective [FILE|-...]  each setting that counts, and its file and line
            resolved render             the resolved.conf that Leger uses
            resolved install [FILE|-]   it, or a file, as the drop-in 60-leger.conf
            resolved uninstall          take that drop-in away again

            exit codes: 0 done or fine, 1 failed checks, refused or not found,
                        2 could not run, unreachable or unreadable, 64 usage;
                        secrets run: that of the program, 126 or 127 where it cannot be started

            options:""";

    private Help() {}

    static String text() {
        StringBuilder text = new StringBuilder(COMMANDS);
        for (Option option : CliOptions.all().getOptions()) {
            String name = (option.getOpt() == null ? "" : "-" + option.getOpt() + ", ") + "--" + option.getLongOpt()
                    + (option.hasArg() ? " " + option.getArgName() : "");
            text.append(String.format("%n  %-26s %s", name, option.getDescription()));
        }
        return text.toString();
    }
}
