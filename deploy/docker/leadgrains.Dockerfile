# The embedded edition: one process, one file in /data. From the repository's root:
#   docker build -f deploy/docker/leadgrains.Dockerfile -t leadgrains:0.1.0 .
ARG DOTNET=10.0
FROM mcr.microsoft.com/dotnet/sdk:${DOTNET}-noble AS build
WORKDIR /source
COPY . .
RUN dotnet publish client/LeadGrains.Client -c Release -o /app -p:UseAppHost=false \
 && mkdir /data

# No shell, no package manager; with the time zones, which working hours need.
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=1654:1654 /data /data
USER 1654:1654
VOLUME /data
EXPOSE 8080
ENV ASPNETCORE_URLS=http://+:8080 DOTNET_EnableDiagnostics=0
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s --retries=4 CMD ["dotnet", "/app/leadgrains.dll", "health"]
ENTRYPOINT ["dotnet", "/app/leadgrains.dll"]
CMD ["serve", "--file", "/data/leadgrains.db"]
