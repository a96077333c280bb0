# syntax=docker/dockerfile:1
# The command line of Gridcast as an image: docker build -t gridcast .
# Two stages: Maven builds, a Java runtime runs. Maven's downloads are kept from build to build, and libraries, which change seldom, are a
# layer of their own beneath our jars.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -pl app -am package dependency:copy-dependencies -DincludeScope=runtime -DexcludeGroupIds=io.gridcast \
      -DoutputDirectory=/build/lib -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcheckstyle.skip=true \
      -Denforcer.skip=true -Djacoco.skip=true \
 && mkdir -p /build/app \
 && cp models/*/target/gridcast-*.jar serdes/target/gridcast-*.jar state/target/gridcast-*.jar \
      topology/target/gridcast-*.jar app/target/gridcast-*.jar /build/app/

FROM eclipse-temurin:17-jre
# XGBoost trains with OpenMP's runtime.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends libgomp1 curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home gridcast \
 && install -d -o gridcast /var/lib/gridcast /keys
COPY --from=build /build/lib /opt/gridcast/lib
COPY --from=build /build/app /opt/gridcast/app
COPY deploy/docker/gridcast /usr/local/bin/gridcast
USER 10001
WORKDIR /var/lib/gridcast
# Threads that have nothing to do must not spin where others wait for a processor.
ENV OMP_WAIT_POLICY=PASSIVE
VOLUME /var/lib/gridcast
EXPOSE 8080
ENTRYPOINT ["gridcast"]
CMD ["--help"]
