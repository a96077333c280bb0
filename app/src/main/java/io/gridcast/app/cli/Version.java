package io.gridcast.app.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which version this is: the one in the jar's manifest. */
final class Version implements IVersionProvider {
    /** The version alone; {@code unpackaged} where there is no jar. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "gridcast " + (version == null ? "(unpackaged)" : version),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
