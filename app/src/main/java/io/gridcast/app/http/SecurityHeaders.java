package io.gridcast.app.http;

import org.eclipse.jetty.http.HttpFields;

/**
 * What every answer tells browsers: run and load nothing but this server's own files, show it in no other page's frame, tell nobody
 * where one came from. No page of another origin may read answers: there is no header of CORS.
 */
final class SecurityHeaders {
    /** Attributes of style alone are allowed in line: charts place their tips by them. */
    private static final String CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private SecurityHeaders() {}

    static void putOn(HttpFields.Mutable headers) {
        headers.put("Content-Security-Policy", CONTENT);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
    }
}
