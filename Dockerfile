# Specie's command line in an image: docker build -t specie . && docker run --rm -it specie
#
# The demonstration is what it runs when no words are given. Whoever runs something to keep mounts a folder at
# /var/lib/specie. The stages take other images by --build-arg, such as one's own with the same Java.
ARG BUILD=maven:3-eclipse-temurin-25
ARG RUN=eclipse-temurin:25-jre

FROM ${BUILD} AS build
WORKDIR /specie
COPY . .
RUN ./specie pack /opt/specie

FROM ${RUN}
# No root: nothing here needs it, and PostgreSQL refuses to run as root.
RUN useradd --create-home --home-dir /var/lib/specie --uid 10001 specie
COPY --from=build /opt/specie /opt/specie
USER specie
WORKDIR /var/lib/specie
ENV PATH=/opt/specie/bin:${PATH}
ENTRYPOINT ["/opt/specie/bin/specie"]
CMD ["demo"]
