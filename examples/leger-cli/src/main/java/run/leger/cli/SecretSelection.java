package run.leger.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SetecClient;

/**
 * Which secrets were asked for: by name, below {@code --prefix}, and with {@code --env}.
 *
 * @param derived those whose variables come from their names; what {@code --env} mentions is none of them
 * @param meant those of {@code --env}, by variable
 * @param listed those that the server listed, and that are surely there
 */
record SecretSelection(List<Derived> derived, Map<String, SecretName> meant, Set<SecretName> listed) {
    /** A secret, and the part of its name that its variable is made of; of an empty one none is made. */
    record Derived(SecretName name, String part) {}

    /** Finds them; {@code names} are secrets that were named as words. */
    static SecretSelection of(Invocation call, SetecClient setec, List<String> names) {
        Map<String, SecretName> meant = meant(call);
        List<Derived> derived = new ArrayList<>();
        names.forEach(name -> derived.add(new Derived(SecretNames.existing(name), name)));
        List<Derived> below = below(call.all(CliOptions.PREFIX), call, setec);
        derived.addAll(below);
        derived.removeIf(each -> meant.containsValue(each.name()));
        if (derived.isEmpty() && meant.isEmpty()) {
            throw new UsageException("no secret was named", "--env VARIABLE=NAME, or --prefix PREFIX");
        }
        return new SecretSelection(
                derived, meant, below.stream().map(Derived::name).collect(Collectors.toSet()));
    }

    private static Map<String, SecretName> meant(Invocation call) {
        Map<String, SecretName> meant = new LinkedHashMap<>();
        for (String mapping : call.all(CliOptions.ENV)) {
            int equals = mapping.indexOf('=');
            if (equals < 1 || !mapping.substring(0, equals).matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new UsageException("--env needs VARIABLE=NAME: " + Console.shown(mapping));
            }
            String variable = mapping.substring(0, equals);
            SecretName name = SecretNames.existing(mapping.substring(equals + 1));
            SecretName other = meant.putIfAbsent(variable, name);
            if (other != null && !other.equals(name)) {
                throw SecretVariables.both(other, name, variable);
            }
        }
        return meant;
    }

    private static List<Derived> below(List<String> prefixes, Invocation call, SetecClient setec) {
        if (prefixes.contains("") && !call.has(CliOptions.YES)) {
            throw new UsageException(
                    "--prefix is empty, which is all secrets that this device may see", "--yes, where that is meant");
        }
        List<SecretInfo> all = prefixes.isEmpty() ? List.of() : setec.list();
        List<Derived> below = new ArrayList<>();
        for (String prefix : prefixes) {
            List<Derived> found = all.stream()
                    .map(SecretInfo::name)
                    .filter(name -> name.text().startsWith(prefix))
                    .map(name -> new Derived(name, name.text().substring(prefix.length())))
                    .toList();
            if (found.isEmpty()) {
                throw SecretsPrefixes.none(prefix);
            }
            below.addAll(found);
        }
        return below;
    }

    /** Fails where one of them is not there, as far as this device may look: a dry run does, as the run itself would. */
    void requireFound(SetecClient setec) {
        names().stream().filter(name -> !listed.contains(name)).forEach(name -> SecretsCommand.look(setec, name));
    }

    /** Returns all of them, each once. */
    Set<SecretName> names() {
        Set<SecretName> names = new LinkedHashSet<>();
        derived.forEach(each -> names.add(each.name()));
        names.addAll(meant.values());
        return names;
    }
}
