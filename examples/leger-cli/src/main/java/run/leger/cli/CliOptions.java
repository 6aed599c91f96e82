package run.leger.cli;

import java.util.Set;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of the command line. They may stand anywhere; which command has a use for which is in {@link Usages}. */
final class CliOptions {
    static final String SOCKET = "socket";
    static final String DAEMON_USER = "daemon-user";
    static final String SETEC = "setec";
    static final String ALLOW_HTTP = "allow-http";
    static final String CADDY_ADMIN = "caddy-admin";
    static final String ACCOUNT = "account";
    static final String TAILNET = "tailnet";
    static final String LOGIN_SERVER = "login-server";
    static final String HOSTNAME = "hostname";
    static final String OUT = "out";
    static final String CONFIG = "config";
    static final String JSON = "json";
    static final String DEMO = "demo";
    static final String DRY_RUN = "dry-run";
    static final String REPLACE = "replace";
    static final String HISTORIC = "historic";
    static final String DIFF = "diff";
    static final String OVERWRITE = "overwrite";
    static final String MENDED = "mended";
    static final String FORCE = "force";
    static final String VERSION_NUMBER = "secret-version";
    static final String IF_CHANGED = "if-changed";
    static final String FROM_FILE = "from-file";
    static final String EMPTY_OK = "empty-ok";
    static final String TRIM_SPACE = "trim-space";
    static final String VERBATIM = "verbatim";
    static final String ACTIVATE = "activate";
    static final String EXPECT = "expect";
    static final String PREFIX = "prefix";
    static final String ENV = "env";
    static final String FORMAT = "format";
    static final String TO = "to";
    static final String KEEP = "keep";
    static final String YES = "yes";
    static final String ROOT = "root";
    static final String PLUGINS = "plugins";
    static final String ENVIRONMENT = "environment";
    static final String SYSTEMD = "systemd";
    static final String SPLIT_DNS = "split-dns";
    static final String TIMEOUT = "timeout";
    static final String VERBOSE = "verbose";
    static final String HELP = "help";
    static final String VERSION = "version";

    /** The options that may have several values. */
    static final Set<String> REPEATABLE = Set.of(PREFIX, ENV);

    private CliOptions() {}

    static Options all() {
        return new Options()
                .addOption(value(SOCKET, "PATH", "tailscaled's socket; no other place is then looked at"))
                .addOption(value(DAEMON_USER, "USER", "who may run tailscaled beside root"))
                .addOption(value(SETEC, "URL", "the Setec server (SETEC_SERVER, else https://setec.leger.ts.net)"))
                .addOption(
                        flag(ALLOW_HTTP, "secrets: http to another host too, where the way there is encrypted below"))
                .addOption(value(CADDY_ADMIN, "ADDRESS", "Caddy's admin API: http://host:port or unix//path"))
                .addOption(value(ACCOUNT, "LOGIN", "the account that must own the device"))
                .addOption(value(TAILNET, "NAME", "the tailnet that the device must be in, by name or MagicDNS suffix"))
                .addOption(
                        value(LOGIN_SERVER, "URL", "the control server that a fix names, where it is not Tailscale's"))
                .addOption(value(HOSTNAME, "NAME", "the host name that a fix names"))
                .addOption(value(OUT, "DIR", "where files are written"))
                .addOption(value(CONFIG, "FILE", "settings in YAML, - for standard input; options win"))
                .addOption(flag(JSON, "one JSON object on standard output, and nothing else"))
                .addOption(flag(DEMO, "run against fakes in this process"))
                .addOption(flag(DRY_RUN, "say what would be done, and do nothing"))
                .addOption(flag(REPLACE, "publish, resolved install: although what is there is not ours"))
                .addOption(flag(HISTORIC, "caddy render: the template of old, and where it cannot work"))
                .addOption(flag(DIFF, "caddy fmt, normalize: what would change; 1 where anything would"))
                .addOption(flag(OVERWRITE, "caddy fmt, normalize: write to the file"))
                .addOption(flag(MENDED, "caddy fmt: without the known bugs of Caddy's own formatter"))
                .addOption(flag(FORCE, "caddy deploy: load it also where Caddy runs it already"))
                .addOption(value(
                        VERSION_NUMBER, "N", "secrets get, activate, create-version, delete: a version of the secret"))
                .addOption(flag(IF_CHANGED, "secrets get: only if another version than --secret-version is active"))
                .addOption(value(FROM_FILE, "FILE", "the value, instead of standard input"))
                .addOption(flag(EMPTY_OK, "the value may be empty"))
                .addOption(flag(TRIM_SPACE, "take white space off both ends of the value"))
                .addOption(flag(VERBATIM, "keep white space at the ends of the value"))
                .addOption(flag(ACTIVATE, "secrets put: make the new version the active one"))
                .addOption(value(
                        EXPECT,
                        "N",
                        "secrets put --activate, create-version, activate: only if N is active; 0 is no such secret"))
                .addOption(value(PREFIX, "PREFIX", "secrets export, run: all secrets that begin so; may be repeated"))
                .addOption(value(ENV, "VAR=NAME", "secrets export, run: a secret and its variable; may be repeated"))
                .addOption(value(FORMAT, "FORMAT", "secrets export: env (the default), podman or json"))
                .addOption(value(TO, "FILE", "secrets export: a file for the owner's eyes only"))
                .addOption(value(KEEP, "N", "secrets prune: how many of the highest versions stay"))
                .addOption(flag(YES, "what was asked for is meant, though it cannot be undone or can be seen"))
                .addOption(value(ROOT, "DIR", "resolved: the machine's root (/); caddy check: where imports may lead"))
                .addOption(value(PLUGINS, "NAMES", "caddy check, normalize: directives and modules of plugins"))
                .addOption(flag(ENVIRONMENT, "caddy check: with the variables of this environment"))
                .addOption(value(SYSTEMD, "N", "resolved check, effective, render: for this version of systemd"))
                .addOption(value(SPLIT_DNS, "SUFFIX", "resolved render, install: MagicDNS for this tailnet's names"))
                .addOption(value(TIMEOUT, "SECONDS", "give up on each call to a service after this time"))
                .addOption(new Option("v", VERBOSE, false, "show the facts behind each finding"))
                .addOption(new Option("h", HELP, false, "show this help"))
                .addOption(flag(VERSION, "show the version"));
    }

    private static Option flag(String name, String description) {
        return Option.builder().longOpt(name).desc(description).get();
    }

    private static Option value(String name, String argument, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(argument)
                .desc(description)
                .get();
    }
}
