using Orleans.Serialization.Cloning;

namespace LeadGrains.Orleans;

/// <summary>Commands, replies and states never change, so two grains of one silo may hold the same object.</summary>
internal sealed class SharedCopies : IGeneralizedCopier
{
    public bool IsSupportedType(Type type) => Silos.IsOurs(type);

    public object? DeepCopy(object? input, CopyContext context) => input;
}
