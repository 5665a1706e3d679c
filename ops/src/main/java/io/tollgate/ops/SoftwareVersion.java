package io.tollgate.ops;

import picocli.CommandLine.IVersionProvider;

/** The version of this software, from the manifest of its jar. */
public final class SoftwareVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"tollgate " + text()};
  }

  /** Returns the version; "dev" where the classes are not in a jar. */
  public static String text() {
    final String version = SoftwareVersion.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
