# The cluster edition: silo, gateway or both, over PostgreSQL. From the repository's root:
#   docker build -f deploy/docker/silo.Dockerfile -t leadgrains-silo:0.1.0 .
ARG DOTNET=10.0
FROM mcr.microsoft.com/dotnet/sdk:${DOTNET}-noble AS build
WORKDIR /source
COPY . .
RUN dotnet publish silo/LeadGrains.Silo -c Release -o /app -p:UseAppHost=false \
 && mkdir /outbox

# No shell, no package manager; with the time zones, which working hours need.
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
# What leaves by no mail server: mail until there is one, tasks, alerts. Keep it in a volume.
COPY --from=build --chown=1654:1654 /outbox /outbox
USER 1654:1654
VOLUME /outbox
EXPOSE 8080 11111 30000
ENV ASPNETCORE_URLS=http://+:8080 LEADGRAINS_OUTBOX=/outbox DOTNET_EnableDiagnostics=0
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=6 CMD ["dotnet", "/app/leadgrains-silo.dll", "health"]
ENTRYPOINT ["dotnet", "/app/leadgrains-silo.dll"]
CMD ["--role", "all"]
