package io.wxsession.config;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.smallrye.config.ConfigValidationException;

/**
 * The faults of settings that SmallRye Config refuses before any check of ours can ask for them. It quotes values, which may be
 * secrets, and speaks of converters. A fault here names the setting and the remedy.
 */
public final class InvalidSettings {

    /** What is wrong with a setting, by how the message begins that names it. */
    private static final List<Entry<Pattern, String>> FAULTS = List.of(
            entry(Pattern.compile("SRCFG00014: The config property (.+) is required"), "%s is missing: set it"),
            entry(Pattern.compile("SRCFG0004[01]: The config property (.+?) (?:is defined as|with the)"),
                    "%s is empty: give it a value, or leave it out if it is optional"),
            entry(Pattern.compile("SRCFG00050: (.+) in .+ does not map to any root"),
                    "%s is not a setting: correct its name, or leave it out"),
            entry(Pattern.compile("SRCFG00011: Could not expand value .* in property (\\S+)", Pattern.DOTALL),
                    "%s refers by ${…} to what is not set: set that"));
    private static final Pattern NAME = Pattern.compile("(?:wxsession|quarkus)\\.[\\w.-]+");
    /** The reason stands behind the value, and may quote it once more. */
    private static final Pattern UNREADABLE = Pattern.compile(
            "SRCFG00039: The config property (.+?) with the config value \".*\" threw an Exception whilst being converted (.*)",
            Pattern.DOTALL);
    private static final Pattern CHOICES = Pattern.compile("SRCFG00049: .*, allowed values: ([\\w,-]+)$", Pattern.DOTALL);

    /** What to write instead, by what the reason begins with. */
    private static final List<Entry<String, String>> FORMATS = List.of(
            entry("SRCFG00029", "write a whole number"),
            entry("SRCFG00030", "write a whole number"),
            entry("SRCFG00031", "write a number"),
            entry("SRCFG00032", "write a number"),
            entry("Invalid duration", "write a duration such as 30S, 10M or 7D"),
            entry("Illegal character in", "write a URL such as https://login.example.com"),
            entry("Expected ", "write a URL such as https://login.example.com"));

    private InvalidSettings() {
    }

    /** Each fault with its remedy, never quoting a value. */
    public static UnusableSettingsException of(ConfigValidationException refusal) {
        return new UnusableSettingsException(IntStream.range(0, refusal.getProblemCount())
                .mapToObj(refusal::getProblem).map(problem -> fault(problem.getMessage())).toList());
    }

    private static String fault(String message) {
        Matcher unreadable = UNREADABLE.matcher(message);
        if (unreadable.find()) {
            return unreadable.group(1) + " cannot be read: " + format(unreadable.group(1), unreadable.group(2));
        }
        for (Entry<Pattern, String> fault : FAULTS) {
            Matcher known = fault.getKey().matcher(message);
            if (known.find()) {
                return fault.getValue().formatted(known.group(1));
            }
        }
        Matcher name = NAME.matcher(message);
        return (name.find() ? name.group() : "a setting") + " cannot be used: correct it as the manual says";
    }

    private static String format(String setting, String reason) {
        Matcher choices = CHOICES.matcher(reason);
        if (choices.find()) {
            return "write one of " + choices.group(1).replace(",", ", ");
        }
        if (setting.startsWith("wxsession.limits.")) {
            return Limit.FORMAT;
        }
        return FORMATS.stream().filter(format -> reason.startsWith(format.getKey())).map(Entry::getValue).findFirst()
                .orElse("write it as the manual says");
    }
}
