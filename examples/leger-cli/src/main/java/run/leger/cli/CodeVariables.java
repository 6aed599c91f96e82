package run.leger.cli;

import java.util.regex.Pattern;

/**
 * Variables by which common programs are made to run other code: they name libraries, start-up files, helpers or options that load such. Who may
 * store a secret below a prefix must not thereby choose what runs where the secrets are used. Any program may have more of them.
 */
final class CodeVariables {
    private static final Pattern KNOWN = Pattern.compile(String.join(
            "|",
            // The dynamic linker, the C library and what they load.
            "(LD|DYLD)_.*|GCONV_PATH|LOCPATH|NLSPATH|GLIBC_TUNABLES|OPENSSL_(CONF|ENGINES|MODULES)",
            "GTK_(MODULES|PATH|EXE_PREFIX)|GIO_(EXTRA_MODULES|MODULE_DIR)|QT_(PLUGIN_PATH|QPA_PLATFORM_PLUGIN_PATH)",
            // Shells.
            "PATH|IFS|ENV|BASH_ENV|BASHOPTS|SHELL|SHELLOPTS|PROMPT_COMMAND|PS[0-4]|CDPATH|FPATH|ZDOTDIR",
            // Programs that other programs start.
            "(.*_)?(EDITOR|VISUAL|PAGER|ASKPASS|BROWSER)|MANPAGER|LESS(OPEN|CLOSE)",
            "GIT_(SSH|SSH_COMMAND|EXTERNAL_DIFF|EXEC_PATH|TEMPLATE_DIR|PROXY_COMMAND|CONFIG(_.*)?|DIR)|DOCKER_CONFIG",
            // Languages and their tools.
            "JAVA_TOOL_OPTIONS|JDK_(JAVA|JAVAC)_OPTIONS|_JAVA_OPTIONS|JAVA_HOME|CLASSPATH",
            "(.*_)?(JAVA|MAVEN|GRADLE|SBT|CATALINA|KAFKA|JVM)_OPTS|MAVEN_ARGS",
            "NODE_(OPTIONS|PATH)|NPM_CONFIG_(NODE_OPTIONS|SCRIPT_SHELL|(USER|GLOBAL)CONFIG)",
            "PYTHON[A-Z]+|PERL5?(OPT|LIB|DB)|RUBY(OPT|LIB)|GEM_(HOME|PATH)|BUNDLE_GEMFILE",
            "LUA_(INIT|PATH|CPATH)(_.*)?|PHPRC|PHP_INI_SCAN_DIR|R_(PROFILE|ENVIRON)(_USER)?",
            "TCLLIBPATH|ERL_([AZ]?FLAGS|LIBS)",
            "DOTNET_STARTUP_HOOKS|(CORECLR|COR)_PROFILER.*|GOFLAGS|RUSTC(_.*)?|RUSTFLAGS|MAKEFLAGS|CC|CXX"));

    private CodeVariables() {}

    static boolean contains(String variable) {
        return KNOWN.matcher(variable).matches();
    }
}
