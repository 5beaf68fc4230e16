namespace Sargam.Learning.Dbscan;

/// <summary>Sets that are joined and never separated; each is named by its lowest member.</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parents;

    /// <summary>Every member is a set.</summary>
    public DisjointSets(int count) => _parents = [.. Enumerable.Range(0, count)];

    /// <summary>The lowest member of the set.</summary>
    public int Find(int member)
    {
        while (_parents[member] != member)
        {
            _parents[member] = _parents[_parents[member]];
            member = _parents[member];
        }

        return member;
    }

    /// <summary>Joins the set named by a root with that of a member; returns the lowest member of both.</summary>
    public int Join(int root, int member)
    {
        int other = Find(member);
        if (other == root) return root;
        int lower = Math.Min(root, other);
        _parents[Math.Max(root, other)] = lower;
        return lower;
    }

    /// <summary>Joins whatever is joined in other sets of the same members.</summary>
    public void JoinAll(DisjointSets other)
    {
        for (int member = 0; member < _parents.Length; member++) Join(Find(member), other._parents[member]);
    }

    /// <summary>The set of each member, sets numbered by their lowest member, and how many there are.</summary>
    public (int[] Numbers, int Count) Numbers()
    {
        var numbers = new int[_parents.Length];
        int next = 0;
        for (int member = 0; member < numbers.Length; member++)
        {
            int lowest = Find(member);
            numbers[member] = lowest == member ? next++ : numbers[lowest];
        }

        return (numbers, next);
    }
}
