using Sargam.Learning.Neural;

namespace Sargam.Tests.Learning.Neural;

public sealed class ParameterStoreTests
{
    [Fact]
    public void Parameters_are_windows_on_one_buffer_in_the_order_of_adding()
    {
        var store = new ParameterStore();
        Parameter first = store.Add("a.weight", 2, 3);
        Parameter second = store.Add("a.bias", 2);
        first.Values.Fill(1);
        second.Values.Fill(2);
        second.Gradient.Fill(3);

        Assert.Equal([1, 1, 1, 1, 1, 1, 2, 2], store.Values.ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 0, 3, 3], store.Gradients.ToArray());
        Assert.Equal([2, 3], first.Shape);
    }

    [Fact]
    public void An_inference_store_shares_values_and_has_no_gradients()
    {
        var store = new ParameterStore();
        store.Add("a", 2);
        ParameterStore other = store.ForInference();
        Parameter shared = other.Add("a", 2);
        store.Values[1] = 5;

        Assert.Equal(5, shared.Values[1]);
        Assert.True(other.Gradients.IsEmpty);
        Assert.Throws<InvalidOperationException>(() => store.ForInference().Add("b", 2));
    }

    [Fact]
    public void Import_names_everything_that_is_wrong_and_changes_nothing()
    {
        var store = new ParameterStore();
        store.Add("weight", 2, 3);
        store.Add("bias", 2);
        store.Add("scale", 1);
        store.Add("shift", 1);
        NamedTensor[] tensors =
        [
            new("shift", [1], new float[] { 7 }),
            new("weight", [3, 2], new float[6]),
            new("bias", [2], new[] { 1, float.NaN }),
            new("extra", [1], new float[1]),
            new("extra", [1], new float[1]),
        ];

        var error = Assert.Throws<ArgumentException>(() => store.Import(tensors));

        Assert.Contains("weight must have shape (2, 3), got (3, 2)", error.Message, StringComparison.Ordinal);
        Assert.Contains("bias must be finite, got NaN", error.Message, StringComparison.Ordinal);
        Assert.Contains("scale is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("extra is given twice", error.Message, StringComparison.Ordinal);
        Assert.Contains("extra is not a parameter", error.Message, StringComparison.Ordinal);
        Assert.All(store.Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Export_and_import_in_any_order_restore_the_values()
    {
        var store = new ParameterStore();
        store.Add("weight", 2, 2);
        store.Add("bias", 2);
        for (int i = 0; i < 6; i++) store.Values[i] = i;
        IReadOnlyList<NamedTensor> saved = store.Export();
        store.Values.Clear();

        store.Import([.. saved.Reverse()]);

        Assert.Equal([0, 1, 2, 3, 4, 5], store.Values.ToArray());
    }

    [Fact]
    public void A_network_that_no_array_can_hold_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ParameterStore().Add("weight", 1 << 20, 1 << 20));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(-1, -3)]
    [InlineData(0, 3)]
    public void A_tensor_whose_shape_does_not_hold_its_values_is_refused(int rows, int columns) =>
        Assert.Throws<ArgumentException>(() => new NamedTensor("x", [rows, columns], new float[3]));
}
